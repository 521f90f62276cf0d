"""Documents nobody thought of: our executor and graphql-core answer them alike.

The specification lets an executor that works on siblings together meet more errors inside an answer that a first error
already turned into null; so our errors are at least those of graphql-core, and every further one lies below a null.
"""

from typing import Any

from graphql import GraphQLInterfaceType, GraphQLList, GraphQLNonNull, GraphQLObjectType, execute, parse, validate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace.graphql.executor import PreparedDocument
from tests.marketplace.graphql.test_executor import SCHEMA

ARGUMENTS = {
    "goods": ["", "(first: 1)", "(first: $n)", "(first: 0)"],
    "shop": ['(name: "A")', '(name: "none")', "(name: $s)"],
}
CONDITIONS = ["", "", "", " @include(if: $w)", " @skip(if: $w)", " @include(if: true)", " @skip(if: true)"]


def bare(output: Any) -> Any:
    while isinstance(output, GraphQLNonNull | GraphQLList):
        output = output.of_type
    return output


@st.composite
def selections(draw: Any, type_name: str, depth: int = 4) -> str:
    """A selection set on a type, with aliases, conditions, inline fragments and the one named fragment of the type."""
    kind = SCHEMA.type_map[type_name]
    assert isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
    parts = []
    for number in range(draw(st.integers(1, 4))):
        names = [name for name, each in kind.fields.items() if depth > 1 or not hasattr(bare(each.type), "fields")]
        choice = draw(st.sampled_from([*names, "__typename", "...", "...F"]))
        condition = draw(st.sampled_from(CONDITIONS))
        if choice == "...F":
            parts.append(f"...On{type_name}{condition}" if type_name != "Query" else "__typename")
        elif choice == "...":
            on = draw(st.sampled_from(["Shop", "Goods"])) if type_name == "Named" else type_name
            parts.append(f"... on {on}{condition} {draw(selections(on, depth - 1))}" if depth > 1 else "__typename")
        else:
            parts.append(_field(draw, kind, choice, number, condition, depth))
    return f"{{ {' '.join(parts)} }}"


def _field(draw: Any, kind: Any, name: str, number: int, condition: str, depth: int) -> str:
    if name == "__typename":
        return f"a{number}: __typename{condition}"
    below = bare(kind.fields[name].type)
    alias = f"a{number}: " if draw(st.booleans()) or name in ARGUMENTS else ""
    arguments = draw(st.sampled_from(ARGUMENTS.get(name, [""])))
    inner = f" {draw(selections(below.name, depth - 1))}" if hasattr(below, "fields") else ""
    return f"{alias}{name}{arguments}{condition}{inner}"


FRAGMENTS = """
fragment OnShop on Shop { name ... on Named { name } goods { ...OnGoods } }
fragment OnGoods on Goods { price shopName }
fragment OnNamed on Named { __typename name ... on Goods { count } }
"""


def shown(data: Any, path: list[Any]) -> bool:
    """Whether the answer has anything at a path."""
    for step in path:
        if data is None:
            return False
        data = data[step]
    return data is not None


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(selection=selections("Query"), truth=st.booleans(), number=st.integers(0, 3), name=st.sampled_from("AB?"))
def test_any_document(selection: str, truth: bool, number: int, name: str) -> None:
    source = f"query($w: Boolean!, $n: Int!, $s: String!) {selection}\n{FRAGMENTS}"
    document = parse(source)
    serious = [error for error in validate(SCHEMA, document) if "never used" not in error.message]
    if serious:  # two fields that cannot be merged under one name
        return
    variables = {"w": truth, "n": number, "s": name}
    expected = execute(SCHEMA, document, variable_values=variables)
    found = PreparedDocument(SCHEMA, document).execute(
        context=None, variables=variables, operation_name=None, root=None
    )
    assert repr(found.data) == repr(expected.data)
    theirs = {(error.message, str(error.path), str(error.locations)) for error in expected.errors or ()}
    ours = {(error.message, str(error.path), str(error.locations)): error for error in found.errors or ()}
    assert theirs <= ours.keys()
    for key in ours.keys() - theirs:
        assert not shown(found.data, list(ours[key].path or ())[:-1])
