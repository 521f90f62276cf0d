"""A queryset that is compiled once and run many times with other values.

Building and compiling a queryset with a few joins takes Django longer than PostgreSQL needs to answer it, and without
a prepared statement PostgreSQL plans the joins anew each time. It pays for reads that stand in the way of each order.
Instances are those of the queryset, `select_related` and plain annotations included, except that `from_db` and
`__init__` are not called.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import connection
from django.db.models import BooleanField, Expression, Field, Func, JSONField, Model, QuerySet, Value

from marketplace.graphql.fast_rows import instance
from marketplace.graphql.statement import rows_of

M = TypeVar("M", bound=Model)
Setter = Callable[[Any, Any], None]


def one_of(column: str, values: Sequence[Any], key: "Field[Any, Any]") -> Expression:
    """A condition for `filter`: the column (by its name in the table) is one of the values, sent as one parameter."""
    keys = Value(list(values), output_field=ArrayField(key))
    return Func(keys, function="", template=f"{column} = any(%(expressions)s)", output_field=BooleanField())


class ReadyQuery(Generic[M]):
    """The rows of `build(*values)` for any values, once it was seen what it makes of `example`.

    `build` must ask the same whatever the values are. The examples have to differ from each other and from all that is
    constant in the query, so that their places can be told apart. Raises ValueError on the first call if one of them
    does not appear in the query.
    """

    def __init__(self, build: "Callable[..., QuerySet[M]]", *example: Any) -> None:
        self._build, self._example = build, example
        self._compiled: tuple[str, list[tuple[int | None, Any]], _Maker] | None = None

    def rows(self, *values: Any) -> list[M]:
        """All instances for these values."""
        sql, places, maker = self._compiled or self._compile()
        parameters = [constant if number is None else values[number] for number, constant in places]
        return [maker.make(row) for row in rows_of(sql, parameters, steady=True)]

    def first(self, *values: Any) -> M | None:
        """The first instance, or None."""
        return next(iter(self.rows(*values)), None)

    def _compile(self) -> "tuple[str, list[tuple[int | None, Any]], _Maker]":
        compiler = self._build(*self._example).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        places = [_place(value, self._example) for value in parameters]
        if missing := set(range(len(self._example))) - {number for number, _constant in places}:
            raise ValueError(f"example {sorted(missing)} is not a parameter of the query")
        maker = _Maker(compiler.klass_info, compiler.select, compiler.annotation_col_map)
        self._compiled = sql, places, maker
        return self._compiled


def _place(value: Any, example: Sequence[Any]) -> tuple[int | None, Any]:
    for number, each in enumerate(example):
        if type(value) is type(each) and value == each:
            return number, None
    return None, value


def keep_children(parent: Model, name: str, found: Sequence[Model]) -> None:
    """Let `parent.<name>.all()` answer with these rows, as if `prefetch_related` had read them."""
    rows = getattr(parent, name).all()
    rows._result_cache = list(found)
    parent.__dict__.setdefault("_prefetched_objects_cache", {})[name] = rows


class _Maker:
    """Instances of a model and what is joined to it, out of rows."""

    def __init__(self, info: Mapping[str, Any], select: Sequence[Any], annotations: Mapping[str, int]) -> None:
        self._model: type[Model] = info["model"]
        fields = [select[each][0].target for each in info["select_fields"]]
        _refuse_converters(fields)
        self._columns = tuple(field.attname for field in fields)
        numbers = info["select_fields"]
        self._first, self._end = numbers[0], numbers[-1] + 1
        if list(numbers) != list(range(self._first, self._end)):
            raise ValueError(f"the columns of {self._model.__name__} do not stand together")
        self._key = info["select_fields"][self._columns.index(self._model._meta.pk.attname)]
        self._annotations = tuple(annotations.items())
        self._joined: list[tuple[_Maker, Setter, Setter]] = [
            (_Maker(each, select, {}), each["local_setter"], each["remote_setter"])
            for each in info.get("related_klass_infos", ())
        ]

    def make(self, row: Sequence[Any]) -> Any:
        """The instance in a row; None if an outer join found none."""
        if row[self._key] is None:
            return None
        made = instance(self._model, self._columns, row[self._first : self._end])
        for name, column in self._annotations:
            setattr(made, name, row[column])
        for maker, set_here, set_there in self._joined:
            other = maker.make(row)
            set_here(made, other)
            if other is not None:
                set_there(other, made)
        return made


def _refuse_converters(fields: "Sequence[Field[Any, Any]]") -> None:
    """The driver gives values as they are, JSON included, so no field may want to turn them into something else."""
    for field in fields:
        if hasattr(field, "from_db_value") and not isinstance(field, JSONField):
            raise ValueError(f"{field} reads its values in a way of its own")
        if isinstance(field, SearchVectorField):
            raise ValueError(f"{field} is long and read by nobody: defer it")
