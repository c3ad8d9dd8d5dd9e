Feature: Calls that are refused
  A request that breaks a rule is refused with its reason, and leaves nothing behind: no call, no list entry, no cost.

  Background:
    Given I have noted my calls and my balance

  @critical
  Scenario Outline: the destination <number> is not in E.164
    When I call "<number>" with the flow "greeting"
    Then it is refused because a number is not in E.164
    And nothing is dialled, listed or paid

    Examples:
      | number            |
      | 15551110000       |
      | +1 555 111 0000   |
      | +1-555-111-0000   |
      | 010-1234-5678     |
      | +                 |
      | +0155511100       |
      | +1555111000022334 |
      | +1555call me      |

  @callee @critical
  Scenario Outline: the source <number> is not in E.164
    Given a callee who answers after 2 seconds
    When I call the callee from "<number>" with the flow "greeting"
    Then it is refused because a number is not in E.164
    And nothing is dialled, listed or paid

    Examples:
      | number          |
      | 15551234567     |
      | +1 555 123 4567 |
      | 555-123-4567    |

  @callee @critical
  Scenario: the source belongs to nobody that I know
    Given a callee who answers after 2 seconds
    When I call the callee from "+15558889999" with the flow "greeting"
    Then it is refused because the source is not mine
    And nothing is dialled, listed or paid

  @callee @empty_account @critical
  Scenario: the balance is too low
    Given I am a customer without credit
    And I have noted my calls and my balance
    And a callee who answers after 2 seconds
    When I call the callee with the flow "greeting"
    Then it is refused because the balance is too low
    And nothing is dialled, listed or paid

  @callee @critical
  Scenario: the flow does not exist
    Given a callee who answers after 2 seconds
    When I post this call request:
      """
      {
        "source": {"type": "tel", "target": "{my number}"},
        "destinations": [{"type": "tel", "target": "{callee}"}],
        "flow_id": "4cf1a1b2-60a8-4d0e-93f5-0a4a53d8d1aa"
      }
      """
    Then it is refused because it does not exist
    And nothing is dialled, listed or paid

  @callee @normal
  Scenario Outline: the request is malformed: <fault>
    Given a callee who answers after 2 seconds
    When I post this call request:
      """
      <request>
      """
    Then it is refused because the request is malformed
    And nothing is dialled, listed or paid

    Examples:
      | fault                     | request                                                                                                                                          |
      | no JSON                   | please call my mother                                                                                                                            |
      | a list                    | []                                                                                                                                               |
      | no source                 | {"destinations": [{"type": "tel", "target": "{callee}"}], "actions": []}                                                                         |
      | no destinations           | {"source": {"type": "tel", "target": "{my number}"}, "actions": []}                                                                              |
      | an empty destination list | {"source": {"type": "tel", "target": "{my number}"}, "destinations": [], "actions": []}                                                          |
      | neither flow nor actions  | {"source": {"type": "tel", "target": "{my number}"}, "destinations": [{"type": "tel", "target": "{callee}"}]}                                    |
      | a flow id that is no UUID | {"source": {"type": "tel", "target": "{my number}"}, "destinations": [{"type": "tel", "target": "{callee}"}], "flow_id": "greeting"}             |
      | an unknown action         | {"source": {"type": "tel", "target": "{my number}"}, "destinations": [{"type": "tel", "target": "{callee}"}], "actions": [{"type": "teleport"}]} |

  @critical
  Scenario Outline: <who> cannot make a call
    When <who> tries to make a call
    Then it is refused because the credential is <fault>
    And nothing is dialled, listed or paid

    Examples:
      | who                            | fault   |
      | somebody without a credential  | missing |
      | somebody with a bad credential | bad     |

  @callee @two_accounts @critical
  Scenario: the flow belongs to another customer
    Given a callee who answers after 2 seconds
    And another customer has stored the flow "greeting"
    When I call the callee with the stored flow "greeting"
    Then it is refused because it belongs to another customer
    And nothing is dialled, listed or paid

  @callee @unreachable_callee @dials @critical
  Scenario: an unreachable destination is no refusal, the call ends at once with its reason
    Given a callee who cannot be reached
    When I call the callee with the flow "greeting"
    Then it succeeds
    And the call ends remotely with reason "failed"

  @callee @empty_account @critical
  Scenario: the balance is too low for a stored flow as well
    Given I am a customer without credit
    And I have stored the flow "greeting"
    And I have noted my calls and my balance
    And a callee who answers after 2 seconds
    When I call the callee with the stored flow "greeting"
    Then it is refused because the balance is too low
    And nothing is dialled, listed or paid
