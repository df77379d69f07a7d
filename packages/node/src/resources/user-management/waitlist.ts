import { pagination } from '../../http/auto-paginatable.ts'
import { boolean, nullable, optional, plain, string, withDefault } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

export const waitlist = shape({
  object: plain<'waitlist'>(),
  id: string,
  /** ISO 8601. */
  createdAt: string,
  /** ISO 8601. */
  updatedAt: string,
})

/** People who wait to be let in. `default` stands for the id of the environment's own. */
export type Waitlist = Value<typeof waitlist>
/** `Waitlist` as the wire carries it. */
export type WaitlistResponse = Wire<typeof waitlist>

/** Whether a person on a waitlist was let in. */
export type WaitlistEntryState = 'pending' | 'approved' | 'denied'

export const waitlistEntry = shape({
  object: plain<'waitlist_entry'>(),
  id: string,
  email: string,
  state: plain<WaitlistEntryState>(),
  /** ISO 8601. */
  approvedAt: nullable(string),
  /** What the person entered, as it was entered: escape it wherever it is shown. */
  additionalFields: optional(plain<Record<string, string>>()),
  waitlistId: withDefault(nullable(string), () => null),
  /** ISO 8601. */
  createdAt: string,
  /** ISO 8601. */
  updatedAt: string,
})

/** An email address on a waitlist. It ends when it is deleted. */
export type WaitlistEntry = Value<typeof waitlistEntry>
/** `WaitlistEntry` as the wire carries it. */
export type WaitlistEntryResponse = Wire<typeof waitlistEntry>

export const createWaitlistEntryOptions = shape({
  email: string,
  /** At most 50, with keys of at most 40 and values of at most 600 characters. */
  additionalFields: optional(plain<Record<string, string>>()),
  /** Off when left out. */
  sendConfirmationEmail: optional(boolean),
})
/** Who joins a waitlist. */
export type CreateWaitlistEntryOptions = Value<typeof createWaitlistEntryOptions>
/** `CreateWaitlistEntryOptions` as the wire carries it. */
export type SerializedCreateWaitlistEntryOptions = Wire<typeof createWaitlistEntryOptions>

export const listWaitlistEntriesOptions = shape({
  ...pagination,
  state: optional(plain<WaitlistEntryState>()),
  email: optional(string),
})
/** Which entries of a waitlist are listed. */
export type ListWaitlistEntriesOptions = Value<typeof listWaitlistEntriesOptions>
/** `ListWaitlistEntriesOptions` as the wire carries it. */
export type SerializedListWaitlistEntriesOptions = Wire<typeof listWaitlistEntriesOptions>
