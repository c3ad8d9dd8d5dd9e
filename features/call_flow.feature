@callee @dials
Feature: A call with a stored flow
  A flow that the platform keeps is named by its id; the call runs it as if it had been sent along.

  @hears @critical
  Scenario: the callee hears the stored flow
    Given a callee who answers after 2 seconds
    And I have stored the flow "greeting"
    When I call the callee with the stored flow "greeting"
    Then the call passes through dialing, ringing, progressing, terminating, hangup
    And the callee hears in order
      | Good morning. This is a short greeting from the test desk. |

  @hears @normal
  Scenario: a stored flow branches like one sent along
    Given a callee who answers after 2 seconds
    And the callee presses "3" after the first prompt
    And I have stored the flow "song menu"
    When I call the callee with the stored flow "song menu"
    Then the callee hears the prompt "Here comes a dance in three-four time."
    And the call ends locally with reason "normal"

  @hears @normal
  Scenario: a stored flow serves more than one call
    Given a callee who answers after 2 seconds
    And a second callee who answers after 1 second
    And I have stored the flow "two sentences"
    When I call the callee with the stored flow "two sentences"
    And I call the second callee with the stored flow "two sentences"
    Then the callee hears the prompt "The second sentence comes second."
    And the second callee hears the prompt "The second sentence comes second."

  @normal
  Scenario: a flow that is deleted is refused from then on
    Given a callee who answers after 2 seconds
    And I have stored the flow "greeting"
    When I try to delete the flow
    And I call the callee with the stored flow "greeting"
    Then it is refused because it does not exist
    When I make a groupcall to the callee with the stored flow "greeting"
    Then it is refused because it does not exist
    When I run the stored flow "greeting" without a call
    Then it is refused because it does not exist

  @hears @normal
  Scenario: a stored flow runs with whoever answers a groupcall
    Given a callee who answers after 2 seconds
    And a second callee who never answers
    And I have stored the flow "greeting"
    When I make a groupcall to all callees with the stored flow "greeting"
    Then the groupcall is answered by the callee
    And the callee hears the prompt "Good morning. This is a short greeting from the test desk."
