import type { ReactNode } from 'react'
import { webAddress } from './safe-url.ts'

type LinkProps = {
  href: string | undefined
  children: ReactNode
  className?: string
  /** For what a person reads beside the page they must come back to. */
  opensNewTab?: boolean
}

/** The only way these components write a link: an address that is no web address renders nothing. */
export function Link({ href, children, className = 'ak-link', opensNewTab = false }: LinkProps) {
  const address = webAddress(href)
  if (address === undefined) return null
  return (
    <a
      className={className}
      href={address}
      {...(opensNewTab && { target: '_blank', rel: 'noopener noreferrer' })}
    >
      {children}
    </a>
  )
}
