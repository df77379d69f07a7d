import type { WayOn } from '../../errors/errors.ts'
import { type Frame, PageFrame } from './page-frame.tsx'
import { RequestReference } from './request-reference.tsx'
import { WayOnButton } from './way-on-button.tsx'

type NotFoundPageProps = {
  frame: Frame
  requestId: string
  homepageUrl?: string
  /** Offered in place of the way back to the application. */
  wayOn?: WayOn
}

/** For an address that none of our pages has. */
export function NotFoundPage(props: NotFoundPageProps) {
  const frame = { ...props.frame, homepageUrl: props.homepageUrl ?? props.frame.homepageUrl }
  return (
    <PageFrame
      frame={frame}
      page='not-found'
      title='There is no page here'
      homepage={props.wayOn ? 'in the footer' : 'as the main act'}
    >
      <p className='ak-lead'>
        The address may be incomplete, or from an old link. Open the application that you want to
        use, and sign in from there.
      </p>
      <WayOnButton frame={frame} wayOn={props.wayOn} />
      <RequestReference status={404} requestId={props.requestId} />
    </PageFrame>
  )
}
