import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type DocumentFonts, openFonts } from '../../core/documents/fonts.ts'
import { openOnce } from './open-once.ts'

const { resolve } = createRequire(import.meta.url)
const face = (path: string) => readFile(resolve(`@expo-google-fonts/be-vietnam-pro/${path}`))

/** The type of every document that the server draws, opened at the first one. */
export const documentFonts: () => Promise<DocumentFonts> = openOnce(async () => {
  const [regular, semiBold, bold] = await Promise.all([
    face('400Regular/BeVietnamPro_400Regular.ttf'),
    face('600SemiBold/BeVietnamPro_600SemiBold.ttf'),
    face('700Bold/BeVietnamPro_700Bold.ttf'),
  ])
  return openFonts({ regular, semiBold, bold })
})
