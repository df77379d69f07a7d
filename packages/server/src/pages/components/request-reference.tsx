import { CopyButton } from './copy-button.tsx'

/** What to quote when asking for help: it finds this very request in the logs. */
export function RequestReference({ status, requestId }: { status: number; requestId: string }) {
  return (
    <p className='ak-request'>
      Status {status}, request <code id='ak-request-id'>{requestId}</code>
      <CopyButton of='ak-request-id' what='the request id' />
    </p>
  )
}
