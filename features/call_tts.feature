@callee @dials
Feature: A call that speaks
  The platform dials, waits for the answer, speaks its text and hangs up when there is nothing more to do.

  @hears @blocker @real_line
  Scenario: the callee hears the text and the platform hangs up
    Given a callee who answers after 2 seconds
    When I call the callee with the flow "greeting"
    Then the call passes through dialing, ringing, progressing, terminating, hangup
    And the callee hears in order
      | Good morning. This is a short greeting from the test desk. |
    And the call ends locally with reason "normal"

  @hears @normal
  Scenario: two sentences are spoken one after the other
    Given a callee who answers after 2 seconds
    When I call the callee with the flow "two sentences"
    Then the callee hears in order
      | The first sentence comes first.   |
      | The second sentence comes second. |
    And the callee waits 0 seconds between "The first sentence comes first." and "The second sentence comes second."

  @hears @normal
  Scenario Outline: the text is spoken whole in <language>
    Given a callee who answers after 1 second
    When I call the callee with this flow:
      """
      [{"type": "talk", "option": {"text": "<text>", "language": "<language>"}}]
      """
    Then the callee hears the prompt "<text>"
    And the call ends locally with reason "normal"

    Examples:
      | language | text                           |
      | en-GB    | Mind the gap, please.          |
      | de-DE    | Guten Tag, hier ist die Probe. |
      | ko-KR    | 안녕하세요, 시험 전화입니다.               |

  @hears @minor
  Scenario: a flow that begins with answer speaks all the same
    Given a callee who answers after 2 seconds
    When I call the callee with the flow "answer first"
    Then the callee hears in order
      | This flow answers before it speaks. |
    And the call ends locally with reason "normal"

  @normal
  Scenario: the call rings as long as the callee takes to answer
    Given a callee who answers after 7 seconds
    When I call the callee with the flow "greeting"
    Then the call rings for 7 seconds

  @normal
  Scenario: one request may call two callees
    Given a callee who answers after 2 seconds
    And a second callee who answers after 3 seconds
    When I call the callee and the second callee with the flow "greeting"
    Then the call to the callee passes through dialing, ringing, progressing, terminating, hangup
    And the call to the second callee passes through dialing, ringing, progressing, terminating, hangup

  @hears @normal
  Scenario: marks, digits and signs are spoken as they were written
    Given a callee who answers after 1 second
    When I call the callee with this flow:
      """
      [{"type": "talk", "option": {"text": "It's 5 o'clock; \"hurry\", said Ann & Bob (100 %): ¿qué tal?", "language": "en-US"}}]
      """
    Then the callee hears in order
      | It's 5 o'clock; "hurry", said Ann & Bob (100 %): ¿qué tal? |
