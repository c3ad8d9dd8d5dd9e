Feature: Stored flows
  The platform keeps a flow as it was stored, and keeps none that could not run.

  @critical
  Scenario Outline: the flow "<flow>" is kept as it was stored
    Given I have stored the flow "<flow>"
    When I list my flows
    Then the stored flow "<flow>" has kept its actions
    And each that I made is listed once

    Examples:
      | flow           |
      | greeting       |
      | song menu      |
      | two recordings |
      | dial tones     |
      | door code      |

  @normal
  Scenario: a flow that is deleted is gone
    Given I have stored the flow "greeting"
    When I try to delete the flow
    Then it succeeds
    And the flow is gone

  @normal
  Scenario Outline: a flow is refused for <fault>
    Given I have noted my calls and my balance
    When I try to store this flow:
      """
      [<action>]
      """
    Then it is refused because the request is malformed
    And nothing is dialled, listed or paid

    Examples:
      | fault                          | action                                                                                                        |
      | an action that does not exist  | {"type": "sing"}                                                                                              |
      | an action without a type       | {"option": {"text": "hello", "language": "en-US"}}                                                            |
      | a recording list that is empty | {"type": "play", "option": {"stream_urls": []}}                                                               |
      | a goto to nowhere              | {"type": "goto", "option": {"target_id": "3a0e3bb1-0d0e-4b7e-9d11-08d4f0f6a9b1", "loop_count": 1}}            |
      | a branch to nowhere            | {"type": "branch", "option": {"default_target_id": "3a0e3bb1-0d0e-4b7e-9d11-08d4f0f6a9b1", "target_ids": {}}} |
      | an action id that is no UUID   | {"id": "first", "type": "hangup"}                                                                             |

  @tutorial @normal
  Scenario Outline: a flow is refused for what the tutorial never shows: <fault>
    Given I have noted my calls and my balance
    When I try to store this flow:
      """
      [<action>]
      """
    Then it is refused because the request is malformed
    And nothing is dialled, listed or paid

    Examples:
      | fault                          | action                                                             |
      | a talk without text            | {"type": "talk", "option": {"language": "en-US"}}                  |
      | waiting for digits for no time | {"type": "digits_receive", "option": {"duration": 0, "length": 1}} |
