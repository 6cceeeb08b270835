package dev.csms.query.firmware;

import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.NodeSource;
import dev.csms.query.graphql.Page;
import dev.csms.query.sql.Conditions;
import dev.csms.query.sql.Order;
import dev.csms.query.sql.PagedQuery;
import dev.csms.query.sql.ReadSide;
import dev.csms.query.sql.Row;
import dev.csms.query.sql.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads firmware images. */
@Component
public final class FirmwareImageQueries implements NodeSource {

    private static final Order<FirmwareImageView> NEWEST_FIRST =
            Order.latestFirst("i.position", FirmwareImageView::position);

    private final PagedQuery<FirmwareImageView> images;

    FirmwareImageQueries(ReadSide readSide) {
        images = new PagedQuery<>(
                readSide.db(),
                "select i.* from firmware_image i",
                Scope.OF_NO_CHARGE_POINT,
                Row.mapper(FirmwareImageView::read));
    }

    /** Also one that has been deleted. */
    public Optional<FirmwareImageView> image(String imageId) {
        return Optional.ofNullable(byId(List.of(imageId)).get(imageId));
    }

    Map<String, FirmwareImageView> byId(Collection<String> imageIds) {
        return images.byKey("i.image_id", imageIds, FirmwareImageView::imageId);
    }

    /** Those that have not been deleted. */
    Connection<FirmwareImageView> images(Page page) {
        return images.page(new Conditions().and("i.deleted_at is null"), NEWEST_FIRST, page);
    }

    @Override
    public String type() {
        return FirmwareImageView.TYPE;
    }

    @Override
    public Optional<FirmwareImageView> find(String key) {
        return image(key);
    }
}
