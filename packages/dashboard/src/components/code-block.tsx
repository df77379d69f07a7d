import styles from './code-block.module.css'
import { CopyButton } from './copy-button.tsx'
import { highlight } from './highlight.ts'

interface CodeBlockProps {
  code: string
  /** The file it belongs in, or "Terminal". */
  title?: string
  /** What to copy when the code on screen hides a secret. */
  copy?: string | (() => string | Promise<string>)
  /** Shows only the first lines; the rest scrolls. */
  isTall?: boolean
  /** Breaks long lines, for a value that must be seen whole. */
  wraps?: boolean
}

export function CodeBlock({ code, title, copy, isTall, wraps }: CodeBlockProps) {
  return (
    <figure className={styles.block}>
      {title ? <figcaption className={styles.title}>{title}</figcaption> : null}
      <div className={styles.copy}>
        <CopyButton value={copy ?? code} label={title ? `Copy ${title}` : 'Copy the code'} />
      </div>
      <pre
        className={styles.code}
        data-tall={isTall || undefined}
        data-wraps={wraps || undefined}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reachable by keyboard.
        tabIndex={0}
      >
        <code>
          {highlight(code).map((token, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: The tokens of a text have no other name.
            <span key={index} className={styles[token.kind]}>
              {token.text}
            </span>
          ))}
        </code>
      </pre>
    </figure>
  )
}
