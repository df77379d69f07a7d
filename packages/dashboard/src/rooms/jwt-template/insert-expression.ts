export interface Selection {
  start: number
  end: number
}

/** The template with an expression in the place of what is selected, and where the cursor is then. */
export function insertExpression(template: string, { start, end }: Selection, path: string) {
  const expression = `{{ ${path} }}`
  return {
    template: template.slice(0, start) + expression + template.slice(end),
    cursor: start + expression.length,
  }
}
