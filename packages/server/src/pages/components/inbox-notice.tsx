import { Link } from './link.tsx'
import { webAddress } from './safe-url.ts'

/** In development no mail leaves the machine; without this line people would wait for it. */
export function InboxNotice({ inboxUrl }: { inboxUrl: string | undefined }) {
  if (!webAddress(inboxUrl)) return null
  return (
    <p className='ak-notice'>
      Latchkey keeps this mail for you:{' '}
      <Link href={inboxUrl} opensNewTab>
        Open the inbox
      </Link>
    </p>
  )
}
