import type { ReactNode } from 'react'

/** The pages customers can address in their own styles: `[data-hak-page='sign-in']`. */
export type PageId =
  | 'sign-in'
  | 'sign-in/password'
  | 'sign-up'
  | 'sign-up/password'
  | 'magic-code'
  | 'invite'
  | 'email-verification'
  | 'mfa/enrollment'
  | 'mfa/verification'
  | 'organization-selection'
  | 'device'
  | 'device/success'
  | 'device/denied'
  | 'cli'
  | 'reset-password'
  | 'default-redirect'
  | 'not-found'
  | 'signed-out'
  | 'error'

/** Addresses of the files in `assets/`, as the server publishes them. */
export type PageAssets = { stylesheet: string; script: string; icon: string }

type DocumentProps = {
  page: PageId
  title: string
  assets: PageAssets
  language?: string | undefined
  /** What else belongs into the head, such as the refresh of the redirect page. */
  head?: ReactNode
  children: ReactNode
}

/**
 * The whole document around a page. Nothing is inline: the content security policy of these pages
 * allows scripts and styles from our own files only.
 */
export function Document({ page, title, assets, language = 'en', head, children }: DocumentProps) {
  return (
    <html lang={language} className='ak-theme'>
      <head>
        <meta charSet='utf-8' />
        <meta name='viewport' content='width=device-width, initial-scale=1' />
        <meta name='color-scheme' content='light dark' />
        <meta name='robots' content='noindex' />
        {head}
        <title>{title}</title>
        <link rel='icon' type='image/svg+xml' href={assets.icon} />
        <link rel='stylesheet' href={assets.stylesheet} />
        <script type='module' src={assets.script} />
      </head>
      <body className='ak-page' data-hak-page={page}>
        {children}
      </body>
    </html>
  )
}
