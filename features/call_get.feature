Feature: One call
  A call is read by its id, while it lives and afterwards.

  @callee @dials @critical
  Scenario: a call that is over tells its whole life
    Given a callee who answers after 2 seconds
    When I call the callee with the flow "greeting"
    And the call is over
    Then the call rings for 2 seconds
    And the call ends locally with reason "normal"

  @callee @dials @normal
  Scenario: a call stays as it is when time goes on
    Given a callee who answers after 2 seconds
    And the callee hangs up 1 second after the answer
    When I call the callee with the flow "greeting"
    And the call is over
    And I wait 1 minute
    Then the call is still hangup
    And the call ends remotely with reason "normal"

  @callee @dials @normal
  Scenario: the list tells the same as the call
    Given a callee who answers after 2 seconds
    When I call the callee with the flow "greeting"
    And the call is over
    Then the call is listed as it is read

  @normal
  Scenario Outline: there is nothing to read, hang up or delete: <attempt>
    When I try to <attempt>
    Then it is refused because it does not exist

    Examples:
      | attempt                                |
      | read a call that does not exist        |
      | hang up a call that does not exist     |
      | delete a call that does not exist      |
      | read a groupcall that does not exist   |
      | read a flow that does not exist        |
      | read an activeflow that does not exist |
      | read a number that does not exist      |

  @minor
  Scenario: an id must be a UUID
    When I try to read a call by an id that is no UUID
    Then it is refused because the request is malformed
