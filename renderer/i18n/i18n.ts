/** Sets i18next up; import once, before anything is drawn. */
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof en }
  }
}

void i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  // React escapes already; escaping twice would show &amp; to people.
  interpolation: { escapeValue: false },
  // The resources are in the bundle, so the first paint can already have words.
  initAsync: false
})

export { i18next }
