"""Planned closures."""

from datetime import datetime
from typing import Any

import graphene

from marketplace.accounts.selectors import person_of
from marketplace.graphql.mutations import BaseMutation
from marketplace.graphql.scalars import DateTime
from marketplace.vendors.schema.objects import VendorClosureType
from marketplace.vendors.selectors import closure_for, vendor_for
from marketplace.vendors.services import close_between, remove_closure


class VendorClosureCreate(BaseMutation):
    """Plan a closure; it must not overlap another one. For the shop's staff and the operator."""

    class Arguments:
        vendor = graphene.ID(required=True)
        starts = DateTime(required=True)
        ends = DateTime(required=True, description="Not included.")
        reason = graphene.String(default_value="", description="Shoppers read it.")

    closure = graphene.Field(VendorClosureType)

    @classmethod
    def perform(cls, info: Any, *, vendor: str, starts: datetime, ends: datetime, reason: str) -> "VendorClosureCreate":
        held = vendor_for(person_of(info.context), vendor)
        closure = close_between(vendor=held, starts=starts, ends=ends, reason=reason, now=info.context.now)
        return cls(closure=closure)


class VendorClosureDelete(BaseMutation):
    """Take back a planned closure. For the shop's staff and the operator."""

    class Arguments:
        id = graphene.ID(required=True)

    closure = graphene.Field(VendorClosureType, description="As it was.")

    @classmethod
    def perform(cls, info: Any, *, id: str) -> "VendorClosureDelete":
        closure = closure_for(person_of(info.context), id)
        remove_closure(closure=closure)
        return cls(closure=closure)
