import { type Frame, PageFrame } from './page-frame.tsx'
import { redirectAddress } from './safe-url.ts'

type RedirectPageProps = { frame: Frame; url: string; applicationName: string }

/** The last page of a sign-in, gone before it is read unless the browser holds refreshes back. */
export function RedirectPage({ frame, url, applicationName }: RedirectPageProps) {
  const address = redirectAddress(url)
  if (address === undefined) return <NowhereToGo frame={frame} applicationName={applicationName} />
  return (
    <PageFrame
      frame={frame}
      page='default-redirect'
      title='You are signed in'
      head={<meta httpEquiv='refresh' content={`0;url=${address}`} />}
    >
      <p className='ak-lead' role='status'>
        Continuing to <bdi>{applicationName}</bdi>…
      </p>
      {/* Not a Link: a native application's own scheme is a fine place to go to from here. */}
      <a className='ak-button' href={address}>
        Continue
      </a>
    </PageFrame>
  )
}

function NowhereToGo({ frame, applicationName }: Omit<RedirectPageProps, 'url'>) {
  return (
    <PageFrame frame={frame} page='default-redirect' title='You are signed in'>
      <p className='ak-lead'>
        The address to continue to is not one that a browser can open. Close this page and start
        again from <bdi>{applicationName}</bdi>.
      </p>
    </PageFrame>
  )
}
