Feature: Flows that run
  An activeflow is a flow at work, with a call or without; it tells which actions it has run.

  @normal
  Scenario: a flow runs without a call
    Given I have stored the flow "moment of silence"
    When I run the stored flow "moment of silence" without a call
    Then the flow has run talk, sleep, talk

  @critical
  Scenario: without a call nobody presses a key, so the menu takes its default to the end
    Given I have stored the flow "song menu"
    When I run the stored flow "song menu" without a call
    Then the flow has run talk, digits_receive, branch, talk, goto, talk, digits_receive, branch, talk, goto, talk, digits_receive, branch, talk, goto, talk, hangup

  @callee @dials @critical
  Scenario: the flow of a call runs the branch that was chosen
    Given a callee who answers after 2 seconds
    And the callee presses "2" after the first prompt
    When I call the callee with the flow "song menu"
    Then the flow has run talk, digits_receive, branch, talk, hangup

  @current @two_callees @dials @normal
  Scenario: each call of a groupcall has a run of the flow of its own
    Given a callee who answers after 2 seconds
    And a second callee who is busy
    When I make a groupcall to all callees with the flow "greeting"
    And the call to the callee is over
    And I list my activeflows
    Then they are listed newest first

  @callee @dials @normal
  Scenario: tones are sent by one action
    Given a callee who answers after 2 seconds
    When I call the callee with the flow "dial tones"
    Then the flow has run talk, dtmf_send, talk
