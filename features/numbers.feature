Feature: Numbers
  An account lists the numbers that it owns, and a flow can answer for one of them.

  @critical
  Scenario: the numbers are listed
    When I list my numbers, 1 to a page
    Then each page but the last holds 1

  @normal
  Scenario: one number is read
    When I try to read the number
    Then it succeeds

  @two_numbers @callee @dials @hears @critical
  Scenario: a flow of mine answers my second number and presses a key
    Given the callee is my second number, which runs the flow "press two"
    When I call the callee with the flow "song menu"
    Then the call passes through dialing, ringing, progressing, terminating, hangup
    And the callee hears the prompt "Here comes a ballad from the mountains."
