import type { WayOn } from '../../errors/errors.ts'
import { CopyButton } from './copy-button.tsx'
import { type Frame, PageFrame } from './page-frame.tsx'
import { RequestReference } from './request-reference.tsx'
import { WayOnButton } from './way-on-button.tsx'

type ErrorPageProps = {
  frame: Frame
  status: number
  title: string
  /** For the person who meant to sign in. */
  message: string
  /** For whoever builds the application: what to configure, one act each. */
  nextSteps: string[]
  /** The value it is about, such as the redirect URI that was refused. */
  detail?: string
  requestId: string
  homepageUrl?: string
  /** Offered in place of the way back to the application. */
  wayOn?: WayOn
}

/** A flow that cannot go on: first what it means for the visitor, then how to mend it. */
export function ErrorPage(props: ErrorPageProps) {
  const { status, title, message, nextSteps, detail, requestId, wayOn } = props
  const frame = { ...props.frame, homepageUrl: props.homepageUrl ?? props.frame.homepageUrl }
  return (
    <PageFrame
      frame={frame}
      page='error'
      title={title}
      homepage={wayOn ? 'in the footer' : 'as the main act'}
    >
      <p className='ak-lead'>{message}</p>
      <WayOnButton frame={frame} wayOn={wayOn} />
      {(detail || nextSteps.length > 0) && (
        <section className='ak-steps' aria-labelledby='ak-steps-heading'>
          <h2 className='ak-subheading' id='ak-steps-heading'>
            If this is your application
          </h2>
          {detail && <Detail value={detail} />}
          <ul>
            {nextSteps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ul>
        </section>
      )}
      <RequestReference status={status} requestId={requestId} />
    </PageFrame>
  )
}

function Detail({ value }: { value: string }) {
  return (
    <p className='ak-detail'>
      <code id='ak-detail'>{value}</code>
      <CopyButton of='ak-detail' what='the value' />
    </p>
  )
}
