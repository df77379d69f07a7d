import { string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

/** What the entries of a list are. */
export const RadarListType = {
  IpAddress: 'ip_address',
  Domain: 'domain',
  Email: 'email',
  Device: 'device',
  UserAgent: 'user_agent',
  DeviceFingerprint: 'device_fingerprint',
  Country: 'country',
} as const
export type RadarListType = (typeof RadarListType)[keyof typeof RadarListType]

/** The blocklist that has what was blocked: each list has one. */
export const RadarStandaloneResponseBlocklistType = RadarListType
export type RadarStandaloneResponseBlocklistType = RadarListType

/** What happens to what is on a list. */
export const RadarListAction = {
  Block: 'block',
  Allow: 'allow',
} as const
export type RadarListAction = (typeof RadarListAction)[keyof typeof RadarListAction]

export const radarListEntry = shape({
  /** In the form that the type of the list asks for, such as an IP address. */
  entry: string,
})
/** An entry of a list. */
export type RadarListEntry = Value<typeof radarListEntry>
/** `RadarListEntry` as the wire carries it. */
export type RadarListEntryResponse = Wire<typeof radarListEntry>
/** An entry, and the list to add it to. */
export type AddListEntryOptions = RadarListEntry & {
  type: RadarListType
  action: RadarListAction
}
/** An entry, and the list to remove it from. */
export type RemoveListEntryOptions = AddListEntryOptions

export const radarListEntryAlreadyPresent = shape({ message: string })
/** Says that the entry was on the list already. */
export type RadarListEntryAlreadyPresentResponse = Value<typeof radarListEntryAlreadyPresent>
/** The same answer as the wire carries it. */
export type RadarListEntryAlreadyPresentResponseWire = Wire<typeof radarListEntryAlreadyPresent>
