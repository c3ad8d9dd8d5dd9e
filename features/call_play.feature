@callee @dials
Feature: A call that plays recordings
  A recording is named by its address; several are played in turn, and the flow goes on after the last.

  @hears @critical
  Scenario: the callee hears the recording and the platform hangs up
    Given a callee who answers after 2 seconds
    When I call the callee with the flow "recording"
    Then the call passes through dialing, ringing, progressing, terminating, hangup
    And the callee hears in order
      | https://media.example.test/beep.wav |
    And the call ends locally with reason "normal"

  @hears @normal
  Scenario: two recordings are played in turn before the flow goes on
    Given a callee who answers after 2 seconds
    When I call the callee with the flow "two recordings"
    Then the callee hears in order
      | https://media.example.test/silence-1s.wav |
      | https://media.example.test/beep.wav       |
      | Those were two recordings.                |

  @hears @normal
  Scenario: the address of a recording is asked for as it stands
    Given a callee who answers after 2 seconds
    When I call the callee with this flow:
      """
      [{"type": "play", "option": {"stream_urls": ["https://media.example.test/beep.wav?take=2&voice=Low%20C"]}}]
      """
    Then the callee hears in order
      | https://media.example.test/beep.wav?take=2&voice=Low%20C |
