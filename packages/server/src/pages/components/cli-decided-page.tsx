import { type Frame, PageFrame } from './page-frame.tsx'

type CliDecidedPageProps = {
  frame: Frame
  /** The name of the environment that the terminal works with; null when it was denied. */
  environment: string | null
}

/** The end of it in the browser; it goes on at the terminal. */
export function CliDecidedPage({ frame, environment }: CliDecidedPageProps) {
  const title = environment ? 'Your terminal is signed in' : 'The terminal was not signed in'
  return (
    <PageFrame frame={frame} page='cli' title={title}>
      <p className='ak-lead'>
        {environment
          ? `It works with ${environment} now. You can close this page.`
          : 'You denied the request. You can close this page.'}
      </p>
    </PageFrame>
  )
}
