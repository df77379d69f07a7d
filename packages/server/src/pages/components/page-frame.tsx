import type { ReactNode } from 'react'
import { BackToApplication } from './back-to-application.tsx'
import { Document, type PageAssets, type PageId } from './document.tsx'
import { webAddress } from './safe-url.ts'

/** What every page of one application shares. */
export type Frame = {
  assets: PageAssets
  /** Missing where the application is not known: an error page for an unknown client. */
  applicationName?: string
  /** A picture of the whole name, shown instead of it. */
  logoUrl?: string
  /** A square picture, shown before the name; its first letter takes the place of a missing one. */
  iconUrl?: string
  homepageUrl?: string
  environment?: 'staging' | 'production' | 'system'
  language?: string
}

type PageFrameProps = {
  frame: Frame
  page: PageId
  /** The heading of the page and the beginning of the document's title. */
  title: string
  /** Said first in the title, so that it is the first thing a screen reader says. */
  hasErrors?: boolean
  /** Pages with nothing else to do offer the way back themselves; one link to it is enough. */
  homepage?: 'in the footer' | 'as the main act'
  head?: ReactNode
  children: ReactNode
}

/** One column: whose page it is, what it is for, and a way out. */
export function PageFrame(props: PageFrameProps) {
  const { frame, page, title, hasErrors, homepage = 'in the footer', head, children } = props
  const { applicationName, assets, language } = frame
  const documentTitle = [hasErrors ? `Error: ${title}` : title, applicationName]
  return (
    <Document
      page={page}
      title={documentTitle.filter(Boolean).join(' · ')}
      assets={assets}
      language={language}
      head={head}
    >
      <div className='ak-card'>
        <Brand frame={frame} />
        <main className='ak-main'>
          <h1 className='ak-heading'>{title}</h1>
          {children}
        </main>
      </div>
      <Footer frame={frame} linksHome={homepage === 'in the footer'} />
    </Document>
  )
}

function Brand({ frame }: { frame: Frame }) {
  const { applicationName } = frame
  if (!applicationName) return null
  const logo = webAddress(frame.logoUrl)
  return (
    <header className='ak-brand'>
      {logo ? (
        <img className='ak-logo' src={logo} alt={applicationName} height={32} />
      ) : (
        <>
          <Icon url={frame.iconUrl} applicationName={applicationName} />
          <bdi className='ak-application-name'>{applicationName}</bdi>
        </>
      )}
    </header>
  )
}

/** Says nothing that the name beside it does not say, so it is hidden from screen readers. */
function Icon({ url, applicationName }: { url: string | undefined; applicationName: string }) {
  const icon = webAddress(url)
  if (icon) return <img className='ak-icon' src={icon} alt='' width={32} height={32} />
  return (
    <span className='ak-monogram' aria-hidden='true'>
      {firstLetter(applicationName)}
    </span>
  )
}

function Footer({ frame, linksHome }: { frame: Frame; linksHome: boolean }) {
  const isStaging = frame.environment === 'staging'
  const showsHomepage = linksHome && webAddress(frame.homepageUrl) !== undefined
  if (!showsHomepage && !isStaging) return null
  return (
    <footer className='ak-footer'>
      {showsHomepage && <BackToApplication frame={frame} className='ak-link ak-link-quiet' />}
      {isStaging && <span className='ak-environment'>Staging</span>}
    </footer>
  )
}

// Made once: making one costs as much as rendering the rest of a page.
const graphemes = new Intl.Segmenter()

/** A name may begin with an emoji or a letter of several code units; cut none of them in half. */
function firstLetter(name: string): string {
  const first = graphemes.segment(name.trim()).containing(0)
  return first ? first.segment.toLocaleUpperCase() : ''
}
