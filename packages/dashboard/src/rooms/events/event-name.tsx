import { Fragment } from 'react'

/** A name that breaks after its dots and underscores where a line is too short for it. */
export function EventName({ name }: { name: string }) {
  return name.split(/(?<=[._])/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: The parts of a name stay in place.
    <Fragment key={index}>
      {index > 0 ? <wbr /> : null}
      {part}
    </Fragment>
  ))
}
