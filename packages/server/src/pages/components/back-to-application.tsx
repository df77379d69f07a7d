import { Link } from './link.tsx'
import type { Frame } from './page-frame.tsx'

type BackToApplicationProps = { frame: Frame; className: string }

/** The way out of our pages; absent while the application has no homepage configured. */
export function BackToApplication({ frame, className }: BackToApplicationProps) {
  return (
    <Link href={frame.homepageUrl} className={className}>
      {frame.applicationName ? `Back to ${frame.applicationName}` : 'Back to the application'}
    </Link>
  )
}
