import type { ReactNode } from 'react'
import type { PageAssets } from '../components/document.tsx'
import type { Chapter, Guide } from './guides.ts'

export type DocsFrame = { assets: PageAssets & { docsStylesheet: string }; chapters: Chapter[] }

type DocsPageProps = {
  frame: DocsFrame
  title: string
  /** The guide that is shown, none on the page of all of them. */
  guide?: Guide
  aside?: ReactNode
  children: ReactNode
}

/** Header, what else there is to read, and the page itself. Whole without scripts. */
export function DocsPage({ frame, title, guide, aside, children }: DocsPageProps) {
  const { assets } = frame
  return (
    <html lang='en'>
      <head>
        <meta charSet='utf-8' />
        <meta name='viewport' content='width=device-width, initial-scale=1' />
        <meta name='color-scheme' content='light dark' />
        <title>{`${title} · Latchkey docs`}</title>
        {guide && <meta name='description' content={guide.summary} />}
        {guide && <link rel='alternate' type='text/markdown' href={`/docs/${guide.name}.md`} />}
        <link rel='icon' type='image/svg+xml' href={assets.icon} />
        <link rel='stylesheet' href={assets.docsStylesheet} />
        <script type='module' src={assets.script} />
      </head>
      <body>
        <a className='docs-skip' href='#content'>
          Skip to the content
        </a>
        <Header icon={assets.icon} />
        <details className='docs-menu'>
          <summary>All guides</summary>
          <Chapters frame={frame} current={guide} />
        </details>
        <div className='docs-columns'>
          <div className='docs-side'>
            <Chapters frame={frame} current={guide} />
          </div>
          <main id='content' className='docs-main'>
            {children}
          </main>
          {aside}
        </div>
      </body>
    </html>
  )
}

function Header({ icon }: { icon: string }) {
  return (
    <header className='docs-header'>
      <a className='docs-brand' href='/docs'>
        <img src={icon} alt='' width={24} height={24} />
        <span>Latchkey docs</span>
      </a>
      <a className='docs-quiet' href='/dashboard'>
        Dashboard
      </a>
    </header>
  )
}

function Chapters({ frame, current }: { frame: DocsFrame; current: Guide | undefined }) {
  return (
    <nav aria-label='Guides' className='docs-nav'>
      {frame.chapters.map(({ title, guides }) => (
        <section key={title}>
          <h2>{title}</h2>
          <ul>
            {guides.map((guide) => (
              <li key={guide.name}>
                <a
                  href={`/docs/${guide.name}`}
                  aria-current={guide.name === current?.name ? 'page' : undefined}
                >
                  {guide.title}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}
