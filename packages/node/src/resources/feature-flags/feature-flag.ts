import type { PaginationOptions } from '../../http/auto-paginatable.ts'
import { boolean, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

export const featureFlag = shape({
  object: plain<'feature_flag'>(),
  id: string,
  name: string,
  /** The name by which the application asks for the flag. */
  slug: string,
  description: string,
  tags: plain<string[]>(),
  /** Off for everybody when false. */
  enabled: boolean,
  /** What the flag is for users and organizations that are no targets. */
  defaultValue: boolean,
  createdAt: string,
  updatedAt: string,
})

/** A switch that is on for some users or organizations. */
export type FeatureFlag = Value<typeof featureFlag>
/** A feature flag as the wire carries it. */
export type FeatureFlagResponse = Wire<typeof featureFlag>

/** Which part of the feature flags to list. */
export type ListFeatureFlagsOptions = PaginationOptions

/** The organization whose feature flags to list. */
export interface ListOrganizationFeatureFlagsOptions extends PaginationOptions {
  organizationId: string
}

/** The user whose feature flags to list. */
export interface ListUserFeatureFlagsOptions extends PaginationOptions {
  userId: string
}

interface FlagTargetOptions {
  /** Slug of the feature flag. */
  slug: string
  /** ID of a user or an organization. */
  targetId: string
}
/** For whom to switch a feature flag on. */
export interface AddFlagTargetOptions extends FlagTargetOptions {}
/** For whom a feature flag goes back to its default. */
export interface RemoveFlagTargetOptions extends FlagTargetOptions {}
