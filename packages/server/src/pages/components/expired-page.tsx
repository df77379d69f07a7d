import { type Frame, PageFrame } from './page-frame.tsx'

type ExpiredPageProps = {
  frame: Frame
  /** An address of ours that leads to where the sign-in begins. */
  beginUrl: string
}

/** For a form that was submitted after its sign-in had ended. Gone before it is read, as a rule. */
export function ExpiredPage({ frame, beginUrl }: ExpiredPageProps) {
  return (
    <PageFrame
      frame={frame}
      page='default-redirect'
      title='This page has expired'
      head={<meta httpEquiv='refresh' content={`0;url=${beginUrl}`} />}
    >
      <p className='ak-lead' role='status'>
        Nothing was submitted. The sign-in begins again…
      </p>
      <a className='ak-button' href={beginUrl}>
        Begin again
      </a>
    </PageFrame>
  )
}
