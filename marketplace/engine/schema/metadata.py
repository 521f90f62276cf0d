"""Metadata on any object that has it, and the mutations that change it."""

from collections.abc import Mapping
from typing import Any

import graphene

from marketplace.engine.models import WithMetadata
from marketplace.engine.schema.mutation import EngineMutation, error_type
from marketplace.engine.schema.representation import type_of
from marketplace.engine.services.metadata import delete_metadata, require_private, update_metadata
from marketplace.graphql.scalars import Metadata


class MetadataItem(graphene.ObjectType):
    key = graphene.String(required=True)
    value = graphene.String(required=True)


class MetadataInput(graphene.InputObjectType):
    key = graphene.String(required=True)
    value = graphene.String(required=True)


def as_items(values: Mapping[str, str]) -> list[dict[str, str]]:
    """A string map as Saleor lists it: `{key, value}` in the order of the keys."""
    return [{"key": key, "value": values[key]} for key in sorted(values)]


def as_map(items: list[Mapping[str, str]] | None) -> dict[str, str]:
    """`[MetadataInput!]` as a string map."""
    return {each["key"]: each["value"] for each in items or ()}


class ObjectWithMetadata(graphene.Interface):
    """Public and private metadata. Reading the private one needs the permissions of the type's door."""

    private_metadata = graphene.List(graphene.NonNull(MetadataItem), required=True)
    private_metafield = graphene.String(key=graphene.String(required=True))
    private_metafields = graphene.Field(Metadata, keys=graphene.List(graphene.NonNull(graphene.String)))
    metadata = graphene.List(graphene.NonNull(MetadataItem), required=True)
    metafield = graphene.String(key=graphene.String(required=True))
    metafields = graphene.Field(Metadata, keys=graphene.List(graphene.NonNull(graphene.String)))

    @classmethod
    def resolve_type(cls, instance: object, _info: Any) -> type[graphene.ObjectType]:
        return type_of(instance)

    @staticmethod
    def resolve_metadata(root: WithMetadata, _info: Any) -> list[dict[str, str]]:
        return as_items(root.metadata)

    @staticmethod
    def resolve_metafield(root: WithMetadata, _info: Any, key: str) -> str | None:
        value: str | None = root.metadata.get(key)
        return value

    @staticmethod
    def resolve_metafields(root: WithMetadata, _info: Any, keys: list[str] | None = None) -> dict[str, str]:
        return _picked(root.metadata, keys)

    @staticmethod
    def resolve_private_metadata(root: WithMetadata, info: Any) -> list[dict[str, str]]:
        return as_items(_private(root, info))

    @staticmethod
    def resolve_private_metafield(root: WithMetadata, info: Any, key: str) -> str | None:
        return _private(root, info).get(key)

    @staticmethod
    def resolve_private_metafields(root: WithMetadata, info: Any, keys: list[str] | None = None) -> dict[str, str]:
        return _picked(_private(root, info), keys)


def _private(root: WithMetadata, info: Any) -> dict[str, str]:
    require_private(info.context.requestor, info.parent_type.name, root)
    stored: dict[str, str] = root.private_metadata
    return stored


def _picked(values: dict[str, str], keys: list[str] | None) -> dict[str, str]:
    return values if keys is None else {key: values[key] for key in keys if key in values}


MetadataError = error_type("MetadataError", "GRAPHQL_ERROR INVALID NOT_FOUND REQUIRED NOT_UPDATED")


class UpdateMetadata(EngineMutation):
    class Meta:
        error_type = MetadataError

    class Arguments:
        id = graphene.ID(required=True)
        input = graphene.List(graphene.NonNull(MetadataInput), required=True)

    item = graphene.Field(ObjectWithMetadata)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: list[Mapping[str, str]]) -> "UpdateMetadata":
        return cls(item=update_metadata(info.context.requestor, item_id=id, items=input, now=info.context.now))


class UpdatePrivateMetadata(EngineMutation):
    class Meta:
        error_type = MetadataError

    class Arguments:
        id = graphene.ID(required=True)
        input = graphene.List(graphene.NonNull(MetadataInput), required=True)

    item = graphene.Field(ObjectWithMetadata)

    @classmethod
    def perform(cls, info: Any, *, id: str, input: list[Mapping[str, str]]) -> "UpdatePrivateMetadata":
        return cls(
            item=update_metadata(info.context.requestor, item_id=id, items=input, private=True, now=info.context.now)
        )


class DeleteMetadata(EngineMutation):
    class Meta:
        error_type = MetadataError

    class Arguments:
        id = graphene.ID(required=True)
        keys = graphene.List(graphene.NonNull(graphene.String), required=True)

    item = graphene.Field(ObjectWithMetadata)

    @classmethod
    def perform(cls, info: Any, *, id: str, keys: list[str]) -> "DeleteMetadata":
        return cls(item=delete_metadata(info.context.requestor, item_id=id, keys=keys, now=info.context.now))


class DeletePrivateMetadata(EngineMutation):
    class Meta:
        error_type = MetadataError

    class Arguments:
        id = graphene.ID(required=True)
        keys = graphene.List(graphene.NonNull(graphene.String), required=True)

    item = graphene.Field(ObjectWithMetadata)

    @classmethod
    def perform(cls, info: Any, *, id: str, keys: list[str]) -> "DeletePrivateMetadata":
        return cls(
            item=delete_metadata(info.context.requestor, item_id=id, keys=keys, private=True, now=info.context.now)
        )


class Mutation:
    update_metadata = UpdateMetadata.Field()
    update_private_metadata = UpdatePrivateMetadata.Field()
    delete_metadata = DeleteMetadata.Field()
    delete_private_metadata = DeletePrivateMetadata.Field()
