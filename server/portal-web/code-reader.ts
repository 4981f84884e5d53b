/** Reads QR codes in pictures where the browser can by itself (Shape Detection API). */
interface Detector {
  detect(source: ImageBitmapSource): Promise<readonly { readonly rawValue: string }[]>
}

type DetectorClass = new (options: { readonly formats: readonly string[] }) => Detector

/** Null in browsers without it. */
export function openDetector(): Detector | null {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorClass }
  return BarcodeDetector ? new BarcodeDetector({ formats: ['qr_code'] }) : null
}

export async function readPicture(detector: Detector, picture: Blob): Promise<string | null> {
  // A file that is no picture holds no code.
  const bitmap = await createImageBitmap(picture).catch(() => null)
  const [code] = bitmap ? await detector.detect(bitmap).catch(() => []) : []
  return code?.rawValue ?? null
}

/** Looks through the camera until a code is seen; null where `stop` came first. Rejects where the camera cannot be used. */
export async function readCamera(
  detector: Detector,
  view: HTMLVideoElement,
  stop: AbortSignal,
): Promise<string | null> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
  try {
    view.srcObject = stream
    await view.play()
    while (!stop.aborted) {
      const [code] = await detector.detect(view)
      if (code) return code.rawValue
      await new Promise((resolve) => {
        requestAnimationFrame(resolve)
      })
    }
    return null
  } finally {
    for (const track of stream.getTracks()) track.stop()
    view.srcObject = null
  }
}
