/**
 * POST /print-jobs/{id}/tray-picture?lease={lease} → 204: a card as the camera above the station's output tray saw it, PNG or JPEG, with the
 * machine's bearer token, once the card was verified. Whoever checks it sees it beside what it must be. Not every station has a camera, and
 * nothing waits for the picture: one that is refused, too large or too late is not sent again. The server keeps it until quality control has
 * decided, and no longer.
 */
export const trayPictureTypes = ['image/png', 'image/jpeg'] as const
export const largestTrayPicture = 4 << 20
