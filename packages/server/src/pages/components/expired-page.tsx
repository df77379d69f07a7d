import { Link } from './link.tsx'
import { type Frame, PageFrame } from './page-frame.tsx'
import { webAddress } from './safe-url.ts'

type ExpiredPageProps = {
  frame: Frame
  /** An address of ours that leads to where the sign-in begins. */
  beginUrl: string
}

/** For a form that was submitted after its sign-in had ended. Gone before it is read, as a rule. */
export function ExpiredPage({ frame, beginUrl }: ExpiredPageProps) {
  const address = webAddress(beginUrl)
  return (
    <PageFrame
      frame={frame}
      page='default-redirect'
      title='This page has expired'
      head={address && <meta httpEquiv='refresh' content={`0;url=${address}`} />}
    >
      <p className='ak-lead' role='status'>
        Nothing was submitted. The sign-in begins again…
      </p>
      <Link href={address} className='ak-button'>
        Begin again
      </Link>
    </PageFrame>
  )
}
