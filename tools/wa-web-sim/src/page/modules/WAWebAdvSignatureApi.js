define('WAWebAdvSignatureApi', () => ({}));
