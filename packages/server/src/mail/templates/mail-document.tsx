import type { CSSProperties, ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'

/**
 * Mail programs know tables and inline styles, and some know a media query for the dark. Colours
 * are written out because custom properties are not among what they know.
 */
const colours = {
  page: '#f5f6f8',
  paper: '#ffffff',
  ink: '#16181d',
  quiet: '#5c6370',
  line: '#e3e5ea',
  brass: '#e0a948',
  link: '#8a5a12',
}

/** Classes of the same names replace the inline colours where the mail program follows the dark. */
const darkStyles = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #111317 !important; }
  .paper { background: #181b20 !important; border-color: #2a2e36 !important; }
  .mist { background: #20242b !important; }
  .ink { color: #eceef2 !important; }
  .quiet { color: #a3a9b4 !important; }
  .link { color: #e0a948 !important; }
  .line { border-color: #2a2e36 !important; }
}
@media (max-width: 520px) {
  .page-cell { padding: 0 !important; }
  .paper { border: 0 !important; border-radius: 0 !important; padding: 32px 20px !important; }
}
`

const sans = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
const mono = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace"

type MailDocumentProps = {
  applicationName: string
  heading: string
  /** The line that inboxes show beside the subject. */
  preview: string
  /** Why the person got this mail, and what to do if it was not theirs to get. */
  reason: string
  children: ReactNode
}

export function renderMail(mail: MailDocumentProps): string {
  return `<!doctype html>${renderToStaticMarkup(<MailDocument {...mail} />)}`
}

function MailDocument(props: MailDocumentProps) {
  const { applicationName, heading, preview, reason, children } = props
  return (
    <html lang='en'>
      <head>
        <meta charSet='utf-8' />
        <meta name='viewport' content='width=device-width, initial-scale=1' />
        <meta name='color-scheme' content='light dark' />
        <meta name='supported-color-schemes' content='light dark' />
        {/* Keeps mail programs from turning digits and addresses into links of their own. */}
        <meta name='format-detection' content='telephone=no, date=no, address=no, email=no' />
        <title>{heading}</title>
        <style>{darkStyles}</style>
      </head>
      <body className='page' style={{ margin: 0, padding: 0, background: colours.page }}>
        <div style={hidden}>{preview}</div>
        <Table className='page' style={{ background: colours.page }}>
          <td className='page-cell' align='center' style={{ padding: '40px 16px' }}>
            <Table width={480} style={{ maxWidth: 480 }}>
              <td className='paper' style={paper}>
                <p className='ink' style={{ ...text, fontWeight: 600, margin: '0 0 32px' }}>
                  {applicationName}
                </p>
                <h1 className='ink' style={headingStyle}>
                  {heading}
                </h1>
                {children}
                <p className='quiet line' style={reasonStyle}>
                  {reason}
                </p>
              </td>
            </Table>
          </td>
        </Table>
      </body>
    </html>
  )
}

type TableProps = {
  children: ReactNode
  className?: string
  width?: number
  style?: CSSProperties
}

/** A box of one cell, the only kind that every mail program draws alike. */
function Table({ children, className, width, style }: TableProps) {
  return (
    <table
      role='presentation'
      className={className}
      width={width ?? '100%'}
      cellPadding={0}
      cellSpacing={0}
      border={0}
      style={{ width: '100%', borderCollapse: 'separate', ...style }}
    >
      <tbody>
        <tr>{children}</tr>
      </tbody>
    </table>
  )
}

export function Paragraph({ children }: { children: ReactNode }) {
  return (
    <p className='ink' style={{ ...text, margin: '0 0 24px' }}>
      {children}
    </p>
  )
}

/** Large, and selected whole by one tap. Spaces would be copied along, so there are none. */
export function Code({ children }: { children: string }) {
  return (
    <Table style={{ marginBottom: 24 }}>
      <td className='mist' align='center' style={codeCell}>
        <span className='ink' style={codeStyle}>
          {children}
        </span>
      </td>
    </Table>
  )
}

/** The one act of the mail: a cell with a colour, since buttons are not drawn everywhere. */
export function Act({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Table style={{ marginBottom: 24 }}>
      <td align='center' style={{ background: colours.brass, borderRadius: 8 }}>
        <a href={href} style={actStyle}>
          {children}
        </a>
      </td>
    </Table>
  )
}

/** The same address to read and to copy, for programs that take the button away. */
export function AddressInFull({ href }: { href: string }) {
  return (
    <p className='quiet' style={{ ...small, margin: '0 0 24px' }}>
      Or open this address:
      <br />
      <a className='link' href={href} style={{ color: colours.link, wordBreak: 'break-all' }}>
        {href}
      </a>
    </p>
  )
}

const hidden: CSSProperties = {
  display: 'none',
  maxHeight: 0,
  overflow: 'hidden',
  opacity: 0,
}

const text: CSSProperties = {
  color: colours.ink,
  fontFamily: sans,
  fontSize: 16,
  lineHeight: '24px',
  overflowWrap: 'anywhere',
}

const small: CSSProperties = { ...text, color: colours.quiet, fontSize: 14, lineHeight: '21px' }

const headingStyle: CSSProperties = {
  ...text,
  margin: '0 0 8px',
  fontSize: 28,
  fontWeight: 600,
  letterSpacing: '-0.02em',
  lineHeight: '34px',
}

const paper: CSSProperties = {
  padding: 40,
  border: `1px solid ${colours.line}`,
  borderRadius: 16,
  background: colours.paper,
}

const codeCell: CSSProperties = {
  padding: '20px 8px',
  borderRadius: 8,
  background: colours.page,
}

const codeStyle: CSSProperties = {
  color: colours.ink,
  fontFamily: mono,
  fontSize: 36,
  fontWeight: 600,
  // The space after the last digit would push the code off its middle.
  letterSpacing: 8,
  paddingLeft: 8,
  lineHeight: '44px',
  userSelect: 'all',
  WebkitUserSelect: 'all',
}

const actStyle: CSSProperties = {
  display: 'block',
  padding: '12px 16px',
  color: colours.ink,
  fontFamily: sans,
  fontSize: 16,
  fontWeight: 600,
  lineHeight: '24px',
  textDecoration: 'none',
}

const reasonStyle: CSSProperties = {
  ...small,
  margin: 0,
  padding: '24px 0 0',
  borderTop: `1px solid ${colours.line}`,
}
