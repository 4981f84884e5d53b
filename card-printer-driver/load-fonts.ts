import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { openFonts, type DocumentFonts } from '../core/documents/fonts.ts'

const { resolve } = createRequire(import.meta.url)
const face = (path: string) => readFile(resolve(`@expo-google-fonts/be-vietnam-pro/${path}`))

/** Opens the card's type, Be Vietnam Pro, from its package. */
export async function loadFonts(): Promise<DocumentFonts> {
  const [regular, semiBold, bold] = await Promise.all([
    face('400Regular/BeVietnamPro_400Regular.ttf'),
    face('600SemiBold/BeVietnamPro_600SemiBold.ttf'),
    face('700Bold/BeVietnamPro_700Bold.ttf'),
  ])
  return openFonts({ regular, semiBold, bold })
}
