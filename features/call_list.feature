Feature: Lists
  Lists come newest first, page by page; walking the pages shows everything once.

  @callee @dials @critical
  Scenario Outline: five calls, <size> to a page
    Given a callee who answers after 2 seconds
    And I have called the callee 5 times with the flow "greeting"
    When I list my calls, <size> to a page
    Then each that I made is listed once
    And they are listed newest first
    And each page but the last holds <size>

    Examples:
      | size |
      | 1    |
      | 2    |
      | 4    |

  @two_callees @dials @normal
  Scenario: calls made by one request are listed once each
    Given a callee who answers after 2 seconds
    And a second callee who answers after 2 seconds
    And a third callee who answers after 2 seconds
    When I call all callees with the flow "greeting"
    And I list my calls, 1 to a page
    Then each that I made is listed once
    And they are listed newest first

  @two_callees @dials @normal
  Scenario: groupcalls are listed like calls
    Given a callee who is busy
    And a second callee who is busy
    When I make a groupcall to all callees with the flow "greeting"
    And I make a groupcall to all callees with the flow "greeting"
    And I list my groupcalls, 1 to a page
    Then they are listed newest first
    And each page but the last holds 1

  @callee @dials @normal
  Scenario: a call shows up in the list while it rings
    Given a callee who never answers
    When I call the callee with the flow "greeting"
    And the call is ringing
    Then the call is listed as it is read

  @normal
  Scenario: flows are listed like calls
    Given I have stored 7 flows
    When I list my flows, 3 to a page
    Then each that I made is listed once
    And they are listed newest first
    And each page but the last holds 3

  @normal
  Scenario: what is added during the walk disturbs nothing
    Given I have stored 5 flows
    When I list my flows, 2 to a page, and store another after the first page
    Then each that I made is listed once
    And they are listed newest first

  @normal
  Scenario: what is deleted during the walk disturbs nothing
    Given I have stored 5 flows
    When I list my flows, 2 to a page, and delete the last of the first page
    Then each that I made is listed once
    And they are listed newest first

  @many_requests @normal
  Scenario: a page holds a hundred where nobody says how many
    Given I have stored 101 flows
    When I list my flows
    Then each page but the last holds 100
    And each that I made is listed once

  @fixed_numbers @dials @many_requests @normal
  Scenario: a page holds a hundred calls where nobody says how many
    Given the callee "+15550100011"
    And I have called the callee 101 times with the flow "greeting"
    When I list my calls
    Then each page but the last holds 100
    And each that I made is listed once

  @many_requests @normal
  Scenario Outline: a page size of <size> is out of range and counts as a hundred
    Given I have stored 101 flows
    When I list my flows, <size> to a page
    Then each page but the last holds 100
    And each that I made is listed once

    Examples:
      | size |
      | 0    |
      | -1   |
      | 101  |

  @minor
  Scenario: a page size must be a number
    When I try to list the calls by a page size that is no number
    Then it is refused because the request is malformed
