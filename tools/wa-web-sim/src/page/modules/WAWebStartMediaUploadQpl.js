define('WAWebStartMediaUploadQpl', () => ({
  startMediaUploadQpl: () => ({ addPoint() {}, addAnnotations() {} }),
}));
