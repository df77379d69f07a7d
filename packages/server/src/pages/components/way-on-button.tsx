import type { WayOn } from '../../errors/errors.ts'
import { BackToApplication } from './back-to-application.tsx'
import { Link } from './link.tsx'
import type { Frame } from './page-frame.tsx'

type WayOnButtonProps = { frame: Frame; wayOn: WayOn | undefined }

/** The one act of a page on which nothing else can be done. */
export function WayOnButton({ frame, wayOn }: WayOnButtonProps) {
  if (!wayOn) return <BackToApplication frame={frame} className='ak-button' />
  return (
    <Link href={wayOn.url} className='ak-button'>
      {wayOn.text}
    </Link>
  )
}
