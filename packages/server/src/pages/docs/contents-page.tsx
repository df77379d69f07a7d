import { type DocsFrame, DocsPage } from './docs-page.tsx'

/** Every guide, by chapter, with what it is for. */
export function ContentsPage({ frame }: { frame: DocsFrame }) {
  return (
    <DocsPage frame={frame} title='Guides'>
      <h1>Guides</h1>
      <p>
        Latchkey is AuthKit that you run yourself. Each guide is one task, from an empty folder to
        something that works.
      </p>
      {frame.chapters.map(({ title, guides }) => (
        <section key={title}>
          <h2>{title}</h2>
          <ul className='docs-contents'>
            {guides.map(({ name, title: guideTitle, summary }) => (
              <li key={name}>
                <a href={`/docs/${name}`}>{guideTitle}</a>
                <p>{summary}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <section>
        <h2>For programs</h2>
        <ul className='docs-contents'>
          <li>
            <a href='/llms.txt'>llms.txt</a>
            <p>
              The contents for language models; each guide is Markdown with “.md” at its address.
            </p>
          </li>
          <li>
            <a href='/openapi.json'>openapi.json</a>
            <p>The API of this server.</p>
          </li>
        </ul>
      </section>
    </DocsPage>
  )
}
