/** Objects of metadata as one cell, later ones winning; empty where there is nothing. */
export function metadataCell(...objects: unknown[]): string {
  const whole = Object.assign({}, ...objects.filter(isObject))
  return Object.keys(whole).length > 0 ? JSON.stringify(whole) : ''
}

const isObject = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
