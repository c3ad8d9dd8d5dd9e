@sip @callee @dials
Feature: Real calls over SIP
  The callee is a SIP user agent: it is invited, rings, answers, hears the platform's sound and sends real keys. What
  the platform tells of each call is compared with what was seen on the wire.

  @critical
  Scenario Outline: the key <key> picks its branch
    Given a callee who answers after 1 second
    And the callee presses "<key>" after the first prompt
    When I call the callee with the flow "tones for keys"
    Then the call passes through dialing, ringing, progressing, terminating, hangup
    And the callee hears the digits "<tones>", each 200 ms long
    And the call ends locally with reason "normal"

    Examples:
      | key | tones |
      | 1   | 11    |
      | 2   | 22    |
      | #   | 0*#   |

  @critical
  Scenario: nobody presses a key
    Given a callee who answers after 1 second
    When I call the callee with the flow "tones for keys"
    Then the callee hears the digits "0*#", each 200 ms long
    And the call ends locally with reason "normal"

  @critical
  Scenario: the platform sends every digit there is
    Given a callee who answers after 1 second
    When I call the callee with this flow:
      """
      [{"type": "dtmf_send", "option": {"dtmfs": "0123456789*#ABCD", "duration": 120, "interval": 60}}]
      """
    Then the callee hears the digits "0123456789*#ABCD", each 120 ms long

  @critical
  Scenario: the callee hangs up
    Given a callee who answers after 1 second
    And the callee hangs up 1 second after the answer
    When I call the callee with the flow "open line"
    Then the call passes through dialing, ringing, progressing, hangup
    And the call ends remotely with reason "normal"
    And the call lasts 1 second

  @critical
  Scenario: I hang up
    Given a callee who answers after 1 second
    When I call the callee with the flow "open line"
    And the call is progressing
    And I hang up the call
    Then the call passes through dialing, ringing, progressing, terminating, hangup
    And the call ends locally with reason "normal"

  @critical
  Scenario: a busy line
    Given a callee who is busy
    When I call the callee with the flow "short word"
    Then the call passes through dialing, hangup
    And the call ends remotely with reason "busy"

  @critical
  Scenario Outline: a callee who <does>
    Given a callee who <does>
    When I call the callee with the flow "short word"
    Then the call passes through dialing, ringing, hangup
    And the call ends remotely with reason "noanswer"

    Examples:
      | does                            |
      | rejects the call after 1 second |
      | does not answer for 2 seconds   |

  @normal
  Scenario: a callee who cannot be reached
    Given a callee who cannot be reached
    When I call the callee with the flow "short word"
    Then the call passes through dialing, hangup
    And the call ends remotely with reason "failed"

  @critical
  Scenario: I hang up before the callee answers
    Given a callee who never answers
    When I call the callee with the flow "short word"
    And the call is ringing
    And I hang up the call
    Then the call passes through dialing, ringing, canceling, hangup
    And the call ends locally with reason "cancel"

  @normal
  Scenario: the platform gives up a callee who never answers
    Given a callee who never answers
    When I call the callee with the flow "short word"
    Then the call passes through dialing, ringing, hangup
    And the call ends locally with reason "dialout"
    And the call rings for 60 seconds

  @critical
  Scenario: two callees are connected, and the flow goes on when the second has left
    Given a callee who answers after 1 second
    And a second callee who answers after 1 second
    And the second callee hangs up 1 second after the answer
    When I call the callee with the flow "put through at once"
    Then the call is connected with the second callee
    And the call to the second callee passes through dialing, ringing, progressing, hangup
    And the call to the second callee ends remotely with reason "normal"
    And the callee hears the digits "9", each 200 ms long
    And the call ends locally with reason "normal"

  @critical
  Scenario: of three who ring, one answers
    Given a callee who never answers
    And a second callee who answers after 1 second
    And a third callee who never answers
    When I make a groupcall to all callees with the flow "short word"
    Then the groupcall rings each callee with a call of its own
    And the groupcall is answered by the second callee
    And the call to the second callee ends locally with reason "normal"
    And the call to the callee ends locally with reason "cancel"
    And the call to the third callee ends locally with reason "cancel"
