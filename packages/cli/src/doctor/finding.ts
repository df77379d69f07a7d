/** What one check says: that something is as it should be, or what is wrong and what to do. */
export interface Finding {
  /** For programs. */
  code: string
  severity: 'good' | 'warning' | 'bad'
  message: string
  recovery?: string
  /** The file it is about. */
  path?: string
  /** Mends it, and takes nothing away that somebody made. Answers what it did. */
  fix?: () => Promise<string>
}

type More = Omit<Finding, 'code' | 'severity' | 'message'>

export const good = (code: string, message: string): Finding => ({
  code,
  severity: 'good',
  message,
})

export const warning = (code: string, message: string, more: More = {}): Finding => ({
  code,
  severity: 'warning',
  message,
  ...more,
})

export const bad = (code: string, message: string, more: More = {}): Finding => ({
  code,
  severity: 'bad',
  message,
  ...more,
})
