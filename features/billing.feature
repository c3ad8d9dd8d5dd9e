@callee @dials @price
Feature: What calls cost
  Each telephone that is rung costs the price of one call, once.

  @critical
  Scenario: a call is paid once
    Given a callee who answers after 2 seconds
    And I have noted my calls and my balance
    When I call the callee with the flow "greeting"
    And the call is over
    And I wait 1 minute
    Then I have paid for 1 call

  @normal
  Scenario: two callees cost twice as much
    Given a callee who answers after 2 seconds
    And a second callee who is busy
    And I have noted my calls and my balance
    When I call the callee and the second callee with the flow "greeting"
    Then I have paid for 2 calls

  @normal
  Scenario: a groupcall costs a call for each callee
    Given a callee who answers after 2 seconds
    And a second callee who never answers
    And a third callee who never answers
    And I have noted my calls and my balance
    When I make a groupcall to all callees with the flow "greeting"
    And the call to the callee is over
    Then I have paid for 3 calls

  @normal
  Scenario: a call that is put through costs two
    Given a callee who answers after 2 seconds
    And a second callee who is busy
    And I have noted my calls and my balance
    When I call the callee with the flow "put through"
    And the call is over
    Then I have paid for 2 calls

  @normal
  Scenario: looking, hanging up and deleting cost nothing
    Given a callee who never answers
    And I have noted my calls and my balance
    When I call the callee with the flow "greeting"
    And the call is ringing
    And I hang up the call
    And the call is over
    And I try to delete the call
    And I list my calls
    Then I have paid for 1 call
