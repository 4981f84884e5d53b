/** `npm run emulate -- NAME …`: runs one device emulator alone until it is stopped. */
interface Emulator {
  main(args: readonly string[]): Promise<void>
}

const emulators: Readonly<Record<string, () => Promise<Emulator>>> = {
  fingerprint: () => import('./enrollment-kiosk/emulators/fingerprint.ts'),
  suprema: () => import('./enrollment-kiosk/emulators/suprema.ts'),
  camera: () => import('./enrollment-kiosk/emulators/camera.ts'),
  ucam: () => import('./enrollment-kiosk/emulators/ucam.ts'),
  barcode: () => import('./enrollment-kiosk/emulators/barcode.ts'),
  scanner: () => import('./enrollment-kiosk/emulators/document-scanner.ts'),
  kit: () => import('./enrollment-kiosk/emulators/kit.ts'),
  ipp: () => import('./card-printer-driver/emulators/ipp.ts'),
  evolis: () => import('./card-printer-driver/emulators/evolis.ts'),
  chip: () => import('./card-printer-driver/emulators/chip.ts'),
  bureau: () => import('./card-printer-driver/emulators/bureau.ts'),
}

const [name = '', ...args] = process.argv.slice(2)
const load = Object.hasOwn(emulators, name) ? emulators[name] : undefined
if (load) {
  const { main } = await load()
  try {
    await main(args)
  } catch (error) {
    if (!(error instanceof Error && 'text' in error)) throw error
    const { vi, en } = error.text as { vi: string; en: string }
    console.error(`${vi}\n${en}`)
    process.exitCode = 2
  }
} else {
  console.error(`Cách dùng / usage: npm run emulate -- ${Object.keys(emulators).join('|')} …`)
  process.exitCode = 2
}
