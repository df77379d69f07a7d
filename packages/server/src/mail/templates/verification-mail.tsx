import { duration, type MailContent, subjectLine, textPart } from './mail-content.ts'
import { Code, Paragraph, renderMail } from './mail-document.tsx'

type VerificationMailInput = {
  applicationName: string
  email: string
  code: string
  expiresInMinutes: number
}

/**
 * The code that proves an address. It stands in the subject, so that it can be read from a
 * notification without opening anything.
 */
export function verificationMail(input: VerificationMailInput): MailContent {
  const { applicationName, email, code, expiresInMinutes } = input
  const heading = 'Your code'
  const instruction = `Enter it on the page that asked for it. It works once, for ${duration(expiresInMinutes)}.`
  const reason = `You get this mail because ${email} was entered at ${applicationName}. If that was not you, there is nothing to do. Do not share the code with anybody.`
  return {
    subject: subjectLine(`${code} is your code for ${applicationName}`),
    html: renderMail({
      applicationName,
      heading,
      preview: instruction,
      reason,
      children: (
        <>
          <Paragraph>{instruction}</Paragraph>
          <Code>{code}</Code>
        </>
      ),
    }),
    text: textPart([`Your code for ${applicationName}:`, `    ${code}`, instruction, reason]),
  }
}
