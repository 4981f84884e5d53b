import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type DocumentFonts, openFonts } from '../../core/documents/fonts.ts'

const { resolve } = createRequire(import.meta.url)
const face = (path: string) => readFile(resolve(`@expo-google-fonts/be-vietnam-pro/${path}`))

let opened: Promise<DocumentFonts> | undefined

/** The type of every document that the desk prints, opened at the first one. */
export function documentFonts(): Promise<DocumentFonts> {
  opened ??= Promise.all([
    face('400Regular/BeVietnamPro_400Regular.ttf'),
    face('600SemiBold/BeVietnamPro_600SemiBold.ttf'),
    face('700Bold/BeVietnamPro_700Bold.ttf'),
  ]).then(([regular, semiBold, bold]) => openFonts({ regular, semiBold, bold }))
  return opened
}
