import { type DocsFrame, DocsPage } from './docs-page.tsx'
import type { Guide } from './guides.ts'
import type { ReaderKeys } from './reader-keys.ts'
import type { RenderedGuide } from './render-guide.ts'

type GuidePageProps = {
  frame: DocsFrame
  guide: Guide
  rendered: RenderedGuide
  /** Whose keys the examples show: the reader's own, nobody's, or undefined where they show none. */
  keys: ReaderKeys | null | undefined
}

export function GuidePage({ frame, guide, rendered, keys }: GuidePageProps) {
  return (
    <DocsPage
      frame={frame}
      title={guide.title}
      guide={guide}
      aside={<Outline outline={rendered.outline} />}
    >
      {keys !== undefined && <KeysNotice keys={keys} guide={guide} />}
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own guides, which come with the server. */}
      <article dangerouslySetInnerHTML={{ __html: rendered.html }} />
      <Footer frame={frame} guide={guide} />
    </DocsPage>
  )
}

function KeysNotice({ keys, guide }: { keys: ReaderKeys | null; guide: Guide }) {
  if (!keys) {
    return (
      <p className='docs-notice'>
        <a href={`/dashboard/sign-in?return_to=/docs/${guide.name}`}>Sign in to the dashboard</a>{' '}
        and the code examples hold your own Staging keys.
      </p>
    )
  }
  return (
    <p className='docs-notice'>
      The code examples hold the keys of <strong>{keys.environmentName}</strong>. Only you see them.
      {keys.apiKey === null &&
        ' It has no API key that can be shown: create one in the dashboard, under API keys.'}
    </p>
  )
}

function Outline({ outline }: Pick<RenderedGuide, 'outline'>) {
  if (outline.length < 2) return null
  return (
    <nav aria-label='On this page' className='docs-outline'>
      <h2>On this page</h2>
      <ul>
        {outline.map(({ id, title }) => (
          <li key={id}>
            {/* biome-ignore lint/security/noDangerouslySetInnerHtml: the text of a heading, escaped by the renderer. */}
            <a href={`#${id}`} dangerouslySetInnerHTML={{ __html: title }} />
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Footer({ frame, guide }: { frame: DocsFrame; guide: Guide }) {
  const all = frame.chapters.flatMap(({ guides }) => guides)
  const next = all[all.findIndex(({ name }) => name === guide.name) + 1]
  return (
    <footer className='docs-footer'>
      {next && (
        <a href={`/docs/${next.name}`} rel='next'>
          Next: {next.title}
        </a>
      )}
      <a className='docs-quiet' href={`/docs/${guide.name}.md`}>
        As Markdown
      </a>
    </footer>
  )
}
