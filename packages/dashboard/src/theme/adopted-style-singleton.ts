import { useEffect } from 'react'

/**
 * Stands in for the package `react-style-singleton`, through which Radix dialogs and menus stop the
 * page behind them from scrolling. The package appends a <style> element; a constructed style sheet
 * does the same and is allowed by `style-src 'self'`.
 */
export function stylesheetSingleton() {
  let users = 0
  let sheet: CSSStyleSheet | null = null

  return {
    add(styles: string) {
      if (users === 0) {
        sheet = new CSSStyleSheet()
        sheet.replaceSync(styles)
        document.adoptedStyleSheets.push(sheet)
      }
      users++
    },
    remove() {
      users--
      if (users === 0) {
        document.adoptedStyleSheets = document.adoptedStyleSheets.filter((s) => s !== sheet)
        sheet = null
      }
    },
  }
}

export function styleHookSingleton() {
  const sheet = stylesheetSingleton()

  return function useStyles(styles: string) {
    useEffect(() => {
      sheet.add(styles)
      return () => sheet.remove()
    }, [styles])
  }
}

export function styleSingleton() {
  const useStyles = styleHookSingleton()

  return function Sheet({ styles }: { styles: string }) {
    useStyles(styles)
    return null
  }
}
