import { BackToApplication } from './back-to-application.tsx'
import { type Frame, PageFrame } from './page-frame.tsx'
import { RequestReference } from './request-reference.tsx'

type NotFoundPageProps = { frame: Frame; requestId: string; homepageUrl?: string }

/** For an address that none of our pages has. */
export function NotFoundPage(props: NotFoundPageProps) {
  const frame = { ...props.frame, homepageUrl: props.homepageUrl ?? props.frame.homepageUrl }
  return (
    <PageFrame
      frame={frame}
      page='not-found'
      title='There is no page here'
      homepage='as the main act'
    >
      <p className='ak-lead'>The address may be incomplete, or from an old link.</p>
      <BackToApplication frame={frame} className='ak-button' />
      <RequestReference status={404} requestId={props.requestId} />
    </PageFrame>
  )
}
