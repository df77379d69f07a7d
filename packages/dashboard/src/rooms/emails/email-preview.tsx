import { useCallback, useState } from 'react'
import styles from './emails.module.css'
import { showEmail } from './show-email.ts'

interface EmailPreviewProps {
  html: string
  subject: string
}

/**
 * The mail as a mail client shows it. The frame is sandboxed without scripts; it may open links in
 * a new tab. It shares the dashboard's origin only so that the dashboard can write into it.
 */
export function EmailPreview({ html, subject }: EmailPreviewProps) {
  const [height, setHeight] = useState(320)

  const onLoad = useCallback(
    (event: React.SyntheticEvent<HTMLIFrameElement>) => {
      const shown = event.currentTarget.contentDocument
      if (!shown) return
      showEmail(html, shown)
      setHeight(shown.documentElement.scrollHeight)
    },
    [html],
  )

  return (
    <iframe
      // Another mail is another document: it must load again to be written into.
      key={html}
      className={styles.preview}
      style={{ height }}
      title={`Preview of “${subject}”`}
      sandbox='allow-same-origin allow-popups allow-popups-to-escape-sandbox'
      srcDoc='<!doctype html><html lang="en"><head></head><body></body></html>'
      onLoad={onLoad}
    />
  )
}
