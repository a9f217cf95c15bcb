"""What kind a minefield is, from wordings as guides and pages have them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mockinterview.core.minefields import classify
from mockinterview.core.question import MinefieldKind

BANKS = Path(__file__).parents[2] / "resources" / "banks"
COMMISSION, OMISSION, MANNER = MinefieldKind

GUIDES = {
    COMMISSION: """
        Breach of trust: Indicating a history of sharing confidential information
        Lack of discretion: Displaying a tendency to gossip
        Gossip: Telling friends about the people you work for
        Blame: Saying that the supplier was at fault
        Blaming others: Placing responsibility for the mistake on colleagues
        Money first: Naming the salary as the reason
        Past leaks: Admitting that you passed on what you should have kept
        Negative talk: Speaking badly of a former employer
        Dishonesty: Lying about your experience
        Overpromising: Claiming that you never make mistakes
        Rule breaking: Admitting that you ignored company policy
        Conflict: Describing how you argued with your manager in front of clients
        Inflexibility: Insisting that your way is the only right one
        Disrespect: Making fun of customers
        Unethical behaviour: Suggesting that bending the rules is acceptable
        Job hopping: Saying that you see this role as a stepping stone
        Dismissiveness: Dismissing the importance of safety procedures
        Taking all the credit: Claiming the team's success as your own
        Poor judgement: Describing a decision that put a patient at risk
        Bias: Making stereotyped remarks about certain groups of people
        Violating privacy: Talking about patients with friends
        Exaggeration: Overstating your role in the project""",
    OMISSION: """
        Inadequate measures: Failing to mention specific measures taken to protect confidentiality
        Lack of understanding: Not demonstrating a clear understanding of confidentiality
        Generalities: Failing to name a single step
        No precautions: Not mentioning what you would do beforehand
        Thin preparation: Lack of concrete examples
        Vague outcome: The listener does not learn what came of it
        Cannot say what was learned: Unable to draw a lesson
        No examples: Giving only general statements without concrete examples
        Vague answer: Providing a vague or generic response
        Lack of preparation: Showing no knowledge of the company
        No result: Not explaining the outcome of the actions taken
        No ownership: Failing to take responsibility for the error
        Missing lesson: Neglecting to say what was learned
        Incomplete answer: Leaving out how the conflict was resolved
        Lack of awareness: No mention of data protection rules
        Lack of empathy: Not acknowledging the other person's feelings
        Insufficient follow-up: Does not describe checking whether the fix worked
        Ignoring the question: Fails to address the second part
        Limited experience: Not having an example to tell
        Unprepared: Not knowing what the organisation does
        Overlooking the client: Forgetting to mention the client's needs
        Lack of concrete plan: Absence of a structured approach""",
    MANNER: """
        Poor communication skills: Struggling to articulate how you would handle the situation
        Muddled: Struggling to put the answer into words or struggling to explain
        Attitude: Coming across as arrogant
        Delivery: Speaking in a monotonous voice without eye contact
        Poor communication: Hard to follow
        Low energy: A lack of enthusiasm
        Boredom: Appearing uninterested or bored while answering
        Defensiveness: Becoming defensive when asked about weaknesses
        Rambling: Going on too long and losing the thread
        Nervousness: Speaking too fast or avoiding eye contact
        Lack of enthusiasm: Sounding indifferent about the role
        Unclear communication: Difficulty explaining ideas clearly
        Monotone: Delivering the answer in a flat voice
        Overly rehearsed: Reciting a memorised script
        Hesitation: Long pauses and many filler words
        Insincerity: Sounding insincere or rehearsed
        Jargon: Using so much jargon that nobody can follow""",
}

UNFITTED = {
    COMMISSION: """
        Dishonesty: Admitting to padding an expense claim
        Poor teamwork: Blaming colleagues for missed deadlines
        Lack of respect: Mocking a customer's accent
        Inflexibility: Refusing to adapt to new procedures
        Negativity about past employers: Criticising a previous manager
        Lack of commitment: Stating that the job is only temporary
        Overconfidence: Claiming to know everything about the product
        Breaking confidentiality: Naming a patient or sharing their details
        Lack of accountability: Blaming others for the failure
        Aggression: Describing shouting at a colleague
        Avoiding conflict: Saying you would ignore the problem
        Money-driven: Focusing solely on salary and benefits
        Safety shortcuts: Suggesting that protective equipment can be skipped
        Badmouths a former boss
        Lies about qualifications""",
    OMISSION: """
        Lack of specific examples: Not providing concrete situations from the past
        No evidence of learning: Failing to reflect on what could have been done differently
        Vagueness: Giving an answer that lacks detail
        Lack of research: Unable to name any of the company's products
        Ignoring stakeholders: Not considering the needs of other departments
        Incomplete process: Skipping the evaluation step
        No mention of safety
        Does not give an example
        Missing outcome: Never saying how it ended
        One-sided: Does not acknowledge the other person's view
        Unclear role: Not specifying personal contribution
        Lack of self-awareness: Cannot name a weakness""",
    MANNER: """
        Lack of confidence: Sounding unsure or hesitant
        Poor body language: Slouching or avoiding eye contact
        Over-talking: Rambling without getting to the point
        Negative attitude: Appearing irritated by the question
        Unprofessional language: Using slang or swearing
        Lack of structure: Jumping from point to point so that the listener gets lost
        Arrogance: Coming across as superior
        Speaks in a monotone
        Overly emotional: Becoming tearful or angry while telling the story
        Robotic: Reciting a memorised answer""",
}
"""Written after the weights were fitted, and never fitted on: keep it so."""


@pytest.mark.parametrize(
    ("kind", "wording"), [(kind, line.strip()) for kind, lines in GUIDES.items() for line in lines.split("\n") if line]
)
def test_wordings_of_guides(kind: MinefieldKind, wording: str) -> None:
    assert classify(wording) is kind


def test_most_of_the_banks_own_are_told_from_their_wording() -> None:
    questions = [q for file in BANKS.glob("*.json") for q in json.loads(file.read_text(encoding="utf-8"))["questions"]]
    traps = [item for question in questions for item in question["items"] if item["kind"] == "minefield"]
    right = [item for item in traps if classify(f"{item['name']}: {item['text']}").value == item["minefield"]]
    assert len(traps) > 900
    assert len(right) / len(traps) >= 0.93


def test_nine_in_ten_wordings_it_was_not_fitted_on() -> None:
    pairs = [(kind, line.strip()) for kind, lines in UNFITTED.items() for line in lines.split("\n") if line]
    right = [wording for kind, wording in pairs if classify(wording) is kind]
    assert len(right) / len(pairs) >= 0.9


def test_a_name_that_nothing_follows_is_read_as_the_description() -> None:
    assert classify("Failing to listen: ") is classify("Failing to listen") is OMISSION


@pytest.mark.parametrize("wording", ["", "!!!", "Ärger", "🙂" * 500])
def test_where_nothing_speaks_it_is_commission(wording: str) -> None:
    assert classify(wording) is COMMISSION
