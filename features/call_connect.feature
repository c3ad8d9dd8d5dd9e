@callee @dials
Feature: A call that is put through
  The flow rings somebody else and lets the two talk; it goes on when the other has left or could not be reached.

  @hears @critical @real_line
  Scenario: the second callee answers and is connected
    Given a callee who answers after 2 seconds
    And a second callee who answers after 3 seconds
    And the second callee hangs up 5 seconds after the answer
    When I call the callee with the flow "put through"
    Then the call is connected with the second callee
    And the call to the second callee passes through dialing, ringing, progressing, hangup
    And the call to the second callee ends remotely with reason "normal"

  @hears @critical
  Scenario: the flow goes on when the second callee has left
    Given a callee who answers after 2 seconds
    And a second callee who answers after 3 seconds
    And the second callee hangs up 5 seconds after the answer
    When I call the callee with the flow "put through"
    Then the callee hears in order
      | One moment, I am putting you through.     |
      | You are back with the test desk. Goodbye. |
    And the callee waits at least 8 seconds between "One moment, I am putting you through." and "You are back with the test desk. Goodbye."
    And the call ends locally with reason "normal"

  @normal
  Scenario: the second callee goes when the callee hangs up first
    Given a callee who answers after 2 seconds
    And the callee hangs up 15 seconds after the answer
    And a second callee who answers after 3 seconds
    When I call the callee with the flow "put through"
    Then the call ends remotely with reason "normal"
    And the call to the second callee ends locally with reason "normal"

  @hears @critical
  Scenario Outline: the flow goes on when the second callee <cannot>
    Given a callee who answers after 2 seconds
    And a second callee who <cannot>
    When I call the callee with the flow "put through"
    Then the callee hears in order
      | One moment, I am putting you through.     |
      | You are back with the test desk. Goodbye. |
    And the call to the second callee ends remotely with reason "<reason>"
    And the call ends locally with reason "normal"

    Examples:
      | cannot                           | reason   |
      | is busy                          | busy     |
      | does not answer for 20 seconds   | noanswer |
      | rejects the call after 2 seconds | noanswer |
      | cannot be reached                | failed   |

  @hears @normal
  Scenario: of two who ring together the first to answer is connected
    Given a callee who answers after 2 seconds
    And a second callee who answers after 6 seconds
    And a third callee who answers after 3 seconds
    And the third callee hangs up 4 seconds after the answer
    When I call the callee with the flow "ring two desks"
    Then the call is connected with the third callee
    And the call to the second callee ends locally with reason "cancel"
    And the callee hears the prompt "Both desks are done. Goodbye."

  @normal
  Scenario: hanging up by the API ends both calls
    Given a callee who answers after 2 seconds
    And a second callee who answers after 3 seconds
    When I call the callee with the flow "put through"
    And the call to the second callee is progressing
    And I hang up the call
    Then the call ends locally with reason "normal"
    And the call to the second callee ends locally with reason "normal"

  @normal
  Scenario: a second callee who still rings is let go when the callee hangs up
    Given a callee who answers after 2 seconds
    And the callee hangs up 5 seconds after the answer
    And a second callee who never answers
    When I call the callee with the flow "put through"
    Then the call ends remotely with reason "normal"
    And the call to the second callee ends locally with reason "cancel"

  @hears @normal
  Scenario Outline: of two who ring together the one who <cannot> does not matter
    Given a callee who answers after 2 seconds
    And a second callee who <cannot>
    And a third callee who answers after 5 seconds
    And the third callee hangs up 4 seconds after the answer
    When I call the callee with the flow "ring two desks"
    Then the call is connected with the third callee
    And the callee hears the prompt "Both desks are done. Goodbye."

    Examples:
      | cannot                           |
      | cannot be reached                |
      | is busy                          |
      | rejects the call after 2 seconds |

  @hears @normal
  Scenario: a call is put through twice, and names both calls that it led to
    Given a callee who answers after 2 seconds
    And a second callee who answers after 2 seconds
    And the second callee hangs up 3 seconds after the answer
    And a third callee who answers after 2 seconds
    And the third callee hangs up 3 seconds after the answer
    When I call the callee with the flow "one desk then another"
    Then the call to the second callee ends remotely with reason "normal"
    And the call to the third callee ends remotely with reason "normal"
    And the callee hears in order
      | The first desk. |
      | The other desk. |
      | That was all.   |
    And the call ends locally with reason "normal"
